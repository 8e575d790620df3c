import { auditQuery, auditSubscribe } from 'tauri-plugin-authority-api'
import type { AuditDecision } from 'tauri-plugin-authority-api'

/** What became of a call that was refused, by the id of its denial: the newest first. */
export async function behind(decision: string): Promise<string[]> {
  const { lines } = await auditQuery({ id: decision })
  return lines.map((line) => `${line.seq}: ${line.code} for ${line.command} of ${line.window}`)
}

/** Shows every refusal from now on. Call what it gives back when the panel is closed. */
export async function watch(
  show: (line: AuditDecision) => void,
  skipped: (many: number) => void
): Promise<() => Promise<void>> {
  return await auditSubscribe(({ line, missed }) => {
    if (missed > 0) skipped(missed)
    if (line.decision !== 'allow') show(line)
  })
}
