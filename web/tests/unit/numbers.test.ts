import { afterEach, describe, expect, test } from 'vitest'
import { language } from '../../src/state/preferences'
import { bytes, count, exact, measured, percent, rate, thin } from '../../src/text/numbers'

afterEach(() => (language.value = 'en'))
const spaced = (text: string) => text.replaceAll(thin, ' ')

describe('counts and rates', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [1_000, '1 k'],
    [12_431, '12.4 k'],
    [999_499, '999 k'],
    [999_600, '1 M'],
    [23_302_901_197, '23.3 G']
  ])('%d is shown as %s', (value, text) => expect(spaced(count(value))).toBe(text))

  test('a rate has three significant digits and its unit', () => expect(spaced(rate(12_431.7))).toBe('12.4 k/s'))
  test('a rate that is not zero never looks like it', () =>
    expect(spaced(rate(0.0004))).toBe('<0.01/s'.replace('<', '< ').replace('/s', ' /s')))
  test('no rate is zero', () => expect(spaced(rate(0))).toBe('0 /s'))
})

describe('bytes', () => {
  test.each([
    [1000, '1,000 B'],
    [1024, '1 KiB'],
    [512 * 2 ** 20, '512 MiB'],
    [3.2 * 2 ** 30, '3.2 GiB']
  ])('%d bytes are %s', (value, text) => expect(spaced(bytes(value))).toBe(text))
})

describe('measured values', () => {
  test('neighbours keep the same decimals', () =>
    expect([37.64, 43.799, 68.5].map(value => measured(value))).toEqual(['37.64', '43.80', '68.50']))
  test('whole numbers stay whole', () => expect(measured(68)).toBe('68'))
  test('what is missing is a dash', () => expect([measured(null), measured(NaN)]).toEqual(['–', '–']))
  test('percent stands close', () => expect(measured(12.5, '%')).toBe('12.50%'))
})

describe('shares', () => {
  test('nearly all is not all', () => expect(spaced(percent(0.99999))).toBe('> 99.99 %'))
  test('nearly nothing is not nothing', () => expect(spaced(percent(0.00001))).toBe('< 0.01 %'))
})

test('Spanish numbers have a decimal comma', () => {
  language.value = 'es'
  expect(spaced(rate(12_431.7))).toBe('12,4 k/s')
  expect(exact(1_234_567.5)).toBe('1.234.567,5')
})
