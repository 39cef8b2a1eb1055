/** Runs tasks one after another, in the order in which they come. One that fails stops none of the others. */
export interface TaskQueue {
  readonly run: <T>(task: () => Promise<T>) => Promise<T>
}

export function createTaskQueue(): TaskQueue {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run: (task) => {
      const result = last.then(task)
      last = result.catch(() => undefined)
      return result
    },
  }
}
