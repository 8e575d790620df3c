struct Export {}
