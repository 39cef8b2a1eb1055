/** What browsers say (Chromium, Firefox, Safari) when a script did not come, and Vite of its styles. */
const WORDS = /dynamically imported module|importing a module script failed|unable to preload css/i

/** Whether something broke because a part of the portal did not come: there is no connection, or the server has a new build. */
export function isPartMissing(error: unknown): boolean {
  return error instanceof Error && WORDS.test(error.message)
}
