/** A page of a list, and how to read the one after it. */
export interface Page<Item> {
  readonly items: Item[]
  /** Cursor; null at the end. */
  readonly next: string | null
}
