import { createRequire } from 'node:module'
import { Resvg } from '@resvg/resvg-js'
import * as echarts from 'echarts'
import type { DigestFigures } from '../../lead/digest.ts'
import { oneLine } from '../blocks/text.ts'
import { WORDS } from '../words/words.ts'

const WIDTH = 800
const ROW_HEIGHT = 44
const FRAME_HEIGHT = 130
const SCALE = 2
const SOURCES_SHOWN = 8
const NAME_MAX = 24
const FONT = 'Inter'
const FONT_FILES = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf']
/** Told apart by lightness, too, for who sees no colour. */
const COLOURS = { approved: '#14532d', rejected: '#f59e0b', open: '#cbd5e1' }
const INK = '#1f2937'
const W = WORDS.digest

/** A picture and the words for who cannot see it. */
type Picture = { png: Buffer; alt: string }

/** Leads by source as stacked bars; null where there is nothing to draw. */
export function digestPicture({ sources }: DigestFigures): Picture | null {
  const shown = sources.slice(0, SOURCES_SHOWN).map(({ source, leads, approved, rejected }) => {
    return { source: oneLine(source, NAME_MAX), approved, rejected, open: Math.max(0, leads - approved - rejected) }
  })
  if (shown.length === 0) return null
  const alt = W.alt(shown.map((row) => W.altRow(row.source, row.approved, row.rejected, row.open)).join('; '))
  return { png: drawn(svgOf(shown)), alt }
}

type Bar = { source: string; approved: number; rejected: number; open: number }

function svgOf(bars: readonly Bar[]): string {
  const height = FRAME_HEIGHT + ROW_HEIGHT * bars.length
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height })
  const label = { color: INK, fontFamily: FONT, fontSize: 15 }
  try {
    chart.setOption({
      animation: false,
      backgroundColor: '#ffffff',
      title: { text: W.picture, left: 24, top: 16, textStyle: { ...label, fontSize: 20, fontWeight: 600 } },
      legend: { top: 20, right: 24, textStyle: label, icon: 'rect' },
      grid: { left: 24, right: 40, top: 70, bottom: 20, containLabel: true },
      xAxis: { type: 'value', minInterval: 1, axisLabel: label, splitLine: { lineStyle: { color: '#e5e7eb' } } },
      yAxis: {
        type: 'category',
        inverse: true,
        data: bars.map(({ source }) => source),
        axisLabel: label,
        axisTick: { show: false },
      },
      series: (['approved', 'rejected', 'open'] as const).map((key) => ({
        name: W[key],
        type: 'bar',
        stack: 'leads',
        barWidth: 22,
        itemStyle: { color: COLOURS[key] },
        label: { ...label, show: true, color: key === 'approved' ? '#ffffff' : INK },
        // A bar of nothing has no label.
        data: bars.map((bar) => bar[key] || null),
      })),
    })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

function drawn(svg: string): Buffer {
  const { resolve } = createRequire(import.meta.url)
  const fontFiles = FONT_FILES.map((file) => resolve(`@expo-google-fonts/inter/${file}`))
  const font = { fontFiles, defaultFontFamily: FONT, loadSystemFonts: true }
  return Buffer.from(new Resvg(svg, { font, fitTo: { mode: 'zoom', value: SCALE } }).render().asPng())
}
