import { Resvg } from '@resvg/resvg-js'
import { init } from 'echarts'
import type { Forecast } from '../../src/scoring/reliability.ts'
import type { Figures } from './figures.ts'

const SIZE = { width: 1200, height: 620 }
const FONT = { textStyle: { fontFamily: 'sans-serif' } }
const AXIS = { type: 'value', min: 0, max: 1, nameLocation: 'middle', nameGap: 30 } as const
const DIAGONAL = [
  [0, 0],
  [1, 1],
]

/** A PNG with two charts side by side: how often leads of a score are wanted, and the ROC curve. Its text is drawn in the system's fonts. */
export function pictureOf(all: readonly Figures[]): Buffer {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE })
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    ...FONT,
    title: [
      { text: 'Reliability: share wanted by score', left: '25%', textAlign: 'center' },
      { text: 'ROC: wanted found by false alarms', left: '75%', textAlign: 'center' },
    ],
    legend: { bottom: 5, data: all.map(({ judge }) => judge) },
    grid: [
      { left: '6%', width: '40%', top: 60, bottom: 90 },
      { left: '56%', width: '40%', top: 60, bottom: 90 },
    ],
    xAxis: [
      { ...AXIS, gridIndex: 0, name: 'score ÷ 100' },
      { ...AXIS, gridIndex: 1, name: 'share of the unwanted let in' },
    ],
    yAxis: [
      { ...AXIS, gridIndex: 0, name: 'share wanted' },
      { ...AXIS, gridIndex: 1, name: 'share of the wanted found' },
    ],
    series: [...[0, 1].map(diagonal), ...all.flatMap(curves)],
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return new Resvg(svg).render().asPng()
}

function diagonal(axis: number) {
  const line = { type: 'line', symbol: 'none', lineStyle: { type: 'dashed', color: '#999999' } } as const
  return { ...line, xAxisIndex: axis, yAxisIndex: axis, data: DIAGONAL }
}

function curves({ judge, bins, forecasts }: Figures) {
  const line = { type: 'line', name: judge } as const
  return [
    { ...line, xAxisIndex: 0, yAxisIndex: 0, data: bins.map(({ chance, approved }) => [chance, approved]) },
    { ...line, xAxisIndex: 1, yAxisIndex: 1, symbol: 'none', data: rocOf(forecasts) },
  ]
}

/** From nobody let in to everybody, score by score: the shares of unwanted and wanted leads. */
function rocOf(forecasts: readonly Forecast[]): [number, number][] {
  const wanted = forecasts.filter(({ approved }) => approved).length || 1
  const unwanted = forecasts.length - wanted || 1
  const scores = [...new Set(forecasts.map(({ chance }) => chance))].sort((one, other) => other - one)
  const points = scores.map((least): [number, number] => {
    const letIn = forecasts.filter(({ chance }) => chance >= least)
    const found = letIn.filter(({ approved }) => approved).length
    return [(letIn.length - found) / unwanted, found / wanted]
  })
  return [[0, 0], ...points]
}
