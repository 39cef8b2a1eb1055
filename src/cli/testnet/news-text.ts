import { count, whole } from '../words.ts'
import type { TestnetEvent } from './testnet.ts'
import type { Divergence, TestnetNews } from './testnet-view.ts'

/** News as a sentence; undefined for a plain block. */
export function describeNews(news: TestnetNews): string | undefined {
  switch (news.type) {
    case 'block':
      return news.round === undefined || news.round === 0
        ? undefined
        : `block ${whole(news.height)} took ${count(news.round + 1, 'round')}`
    case 'epoch':
      return [
        `epoch ${whole(news.epoch)} began at block ${whole(news.startHeight)}: ${list(news.producers)} produce`,
        ...(news.verifiers.length === 0 ? [] : [`${list(news.verifiers)} verify`]),
        ...(news.missed.length === 0
          ? []
          : [
              `missed in epoch ${whole(news.epoch - 1)}: ${news.missed.map(({ delegate, blocks }) => `${delegate} ${blocks}`).join(', ')}`,
            ]),
      ].join('; ')
    case 'divergence':
      return describeDivergence(news)
    case 'stalled':
      return `no block after ${whole(news.height)} for ${news.seconds} s`
  }
}

export function describeDivergence({ height, groups }: Divergence): string {
  const parts = groups.map(({ appHash, nodes }) => `${appHash.slice(0, 10)} on ${nodes.join(', ')}`)
  return `DIVERGED after block ${whole(height)}: ${parts.join('; ')}`
}

const EVENT_WORDS: Readonly<Record<TestnetEvent['what'], string>> = {
  starting: 'is being started',
  running: 'runs',
  paused: 'is paused',
  killed: 'is killed',
  failed: 'failed',
  stopped: 'is stopped',
  'cut-off': 'is cut off',
  linked: 'is linked again',
}

export function describeEvent({ node, what, problem }: TestnetEvent): string {
  return `${node} ${EVENT_WORDS[what]}${problem === undefined ? '' : `: ${problem}`}`
}

function list(names: readonly string[]): string {
  return names.join(' ')
}
