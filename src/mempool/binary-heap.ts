/** Orders what a heap holds: true when `a` comes out before `b`. */
export type IsBefore<T> = (a: T, b: T) => boolean

/** Arranges `items` in place as a heap whose first item comes before all others. */
export function heapify<T>(items: T[], isBefore: IsBefore<T>): void {
  for (let at = (items.length >> 1) - 1; at >= 0; at--) siftDown(items, at, isBefore)
}

export function pushHeap<T>(items: T[], item: T, isBefore: IsBefore<T>): void {
  let at = items.length
  items.push(item)
  while (at > 0) {
    const parent = (at - 1) >> 1
    const above = items[parent] as T
    if (!isBefore(item, above)) break
    items[at] = above
    at = parent
  }
  items[at] = item
}

/** Takes the first item out; `undefined` when there is none. */
export function popHeap<T>(items: T[], isBefore: IsBefore<T>): T | undefined {
  const first = items[0]
  const last = items.pop()
  if (items.length > 0) {
    items[0] = last as T
    siftDown(items, 0, isBefore)
  }
  return first
}

/** Restores the order after the first item was replaced or changed. */
export function siftFirst<T>(items: T[], isBefore: IsBefore<T>): void {
  if (items.length > 1) siftDown(items, 0, isBefore)
}

function siftDown<T>(items: T[], from: number, isBefore: IsBefore<T>): void {
  const item = items[from] as T
  const length = items.length
  let at = from
  for (;;) {
    let child = 2 * at + 1
    if (child >= length) break
    if (child + 1 < length && isBefore(items[child + 1] as T, items[child] as T)) child++
    const below = items[child] as T
    if (!isBefore(below, item)) break
    items[at] = below
    at = child
  }
  items[at] = item
}
