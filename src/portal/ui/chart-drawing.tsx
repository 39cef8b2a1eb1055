import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { useTranslation } from 'react-i18next'
import { formatLocaleOf } from '../i18n/languages.ts'
import type { ChartProps } from './chart.tsx'
import { classes } from './classes.ts'
import styles from './chart.module.css'

const COLORS = ['var(--accent)', 'var(--brass)', 'var(--good)', 'var(--bad)']
// Lines differ by their dashes, too.
const DASHES = ['0', '6 3', '2 3', '10 3 2 3']

/** The drawing of a chart. Arrow keys go from point to point. */
export function ChartDrawing(props: ChartProps<object>) {
  const { points, point, series, kind = 'line', title } = props
  const { i18n } = useTranslation()
  const isRightToLeft = i18n.dir() === 'rtl'
  const axis = new Intl.NumberFormat(formatLocaleOf(i18n.language), { notation: 'compact' })
  const data = points.map((each) => ({
    point: point(each),
    ...Object.fromEntries(series.map(({ id, value }) => [id, value(each)])),
  }))
  const Frame = kind === 'bar' ? BarChart : LineChart
  return (
    <div className={classes(styles.drawing)} dir="ltr">
      <ResponsiveContainer width="100%" height={240}>
        <Frame data={data} margin={{ top: 8, right: 8, bottom: 0, left: 8 }} title={title}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            dataKey="point"
            reversed={isRightToLeft}
            stroke="var(--ink-soft)"
            fontSize={12}
            minTickGap={24}
          />
          <YAxis
            width={56}
            orientation={isRightToLeft ? 'right' : 'left'}
            stroke="var(--ink-soft)"
            fontSize={12}
            tickFormatter={(value: number) => axis.format(value)}
          />
          <Tooltip
            contentStyle={{ background: 'var(--raised)', borderColor: 'var(--line-strong)' }}
            formatter={(_value, _name, item) => {
              const index = data.findIndex((row) => row === item.payload)
              const source = points[index]
              const found = series.find(({ id }) => id === item.dataKey)
              return source === undefined || found === undefined
                ? ['', '']
                : [found.text(source), found.name]
            }}
            isAnimationActive={false}
          />
          {series.length > 1 ? <Legend /> : null}
          {series.map(({ id, name }, index) =>
            kind === 'bar' ? (
              <Bar
                key={id}
                dataKey={id}
                name={name}
                fill={COLORS[index % COLORS.length] ?? ''}
                stackId="all"
                isAnimationActive={false}
              />
            ) : (
              <Line
                key={id}
                dataKey={id}
                name={name}
                stroke={COLORS[index % COLORS.length] ?? ''}
                strokeDasharray={DASHES[index % DASHES.length] ?? ''}
                strokeWidth={2}
                dot={points.length < 12}
                isAnimationActive={false}
              />
            ),
          )}
        </Frame>
      </ResponsiveContainer>
    </div>
  )
}
