import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { ChainWatch } from '../stream/chain-watch.ts'
import type { StreamHub } from '../stream/stream-hub.ts'

/** Figures of the API in the text form of Prometheus. */
export interface ApiMetrics {
  /** Counts every answer of `app`. */
  observe(app: FastifyInstance): void
  render(): Promise<string>
}

export function createApiMetrics(
  watch: Pick<ChainWatch, 'head'>,
  stream: Pick<StreamHub, 'clients'>,
): ApiMetrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'boule_api_request_seconds',
    help: 'Time to answer a request, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  })
  const failures = new Counter({
    name: 'boule_api_failures_total',
    help: 'Answers with a status of 500 and more',
    registers,
  })
  const indexHeight = new Gauge({
    name: 'boule_api_index_height',
    help: 'Newest block of the index',
    registers,
  })
  const indexTime = new Gauge({
    name: 'boule_api_index_time_seconds',
    help: 'Time of the newest block of the index, in seconds since 1970',
    registers,
  })
  const streamClients = new Gauge({
    name: 'boule_api_stream_clients',
    help: 'Clients that listen to the stream',
    registers,
  })
  return {
    observe: (app) => {
      app.addHook('onResponse', async (request, reply) => {
        const route = request.routeOptions.url ?? 'none'
        durations.observe({ route, status: reply.statusCode }, reply.elapsedTime / 1000)
        if (reply.statusCode >= 500) failures.inc()
      })
    },
    render: () => {
      const head = watch.head()
      indexHeight.set(head?.height ?? 0)
      indexTime.set((head?.timeMs ?? 0) / 1_000)
      streamClients.set(stream.clients())
      return registry.metrics()
    },
  }
}
