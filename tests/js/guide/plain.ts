const { call, explain } = window.__TAURI__.authority

document.addEventListener('click', async () => {
  const note = await call('read_note', { note: '/home/ada/Documents/notes/a.md' })
  if (note.ok) {
    document.body.textContent = String(note.value)
  } else {
    const { text, remedy } = explain(note.error)
    document.body.textContent = [text, remedy?.text].join(' ')
  }
})
