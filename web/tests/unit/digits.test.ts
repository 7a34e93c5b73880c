import { describe, expect, test } from 'vitest'
import { amount, compareDigits, Digits, parse, written } from '../../src/api/digits'
import { linesOf } from '../../src/chart/resultlines'
import { cellText, commaSeparated } from '../../src/text/cells'

describe('numbers that a double does not hold', () => {
  test('keep all their digits, the others are numbers', () => {
    const text =
      '{"big":9007199254740993,"sum":-170141183460469231731687303715884105727,"held":9007199254740992,"price":12345678901234567.89,' +
      '"mean":56.531111111111116,"tiny":1.7976931348623157E308,"zeros":1000000000000000000000,"padded":0.10000000000000000,"n":[1.5,12345678901234567891]}'
    const row = parse(text) as Record<string, unknown>
    expect(String(row.big)).toBe('9007199254740993')
    expect(row.big).toBeInstanceOf(Digits)
    expect(String(row.sum)).toBe('-170141183460469231731687303715884105727')
    expect(row.held).toBe(9007199254740992)
    expect(String(row.price)).toBe('12345678901234567.89')
    expect(row.mean).toBe(56.531111111111116)
    expect(row.tiny).toBe(1.7976931348623157e308)
    expect(row.zeros).toBe(1e21)
    expect(row.padded).toBe(0.1)
    expect(written(row.n)).toBe('[1.5,12345678901234567891]')
    expect(amount(row.big)).toBe(9007199254740992)
    expect(amount('9007199254740993')).toBeNull()
  })

  test('are not mistaken for texts that look like them', () => {
    const row = parse('{"a":"9007199254740993","b":"x \\" 9007199254740993,","c":9007199254740993,"\\\\":"12345678901234567"}')
    expect(row).toEqual({
      a: '9007199254740993',
      b: 'x " 9007199254740993,',
      c: new Digits('9007199254740993'),
      '\\': '12345678901234567'
    })
    expect(() => parse('{"a":9007199254740993')).toThrow(SyntaxError)
  })

  test('are shown, saved and drawn', () => {
    const big = new Digits('9007199254740993')
    expect(cellText(big, 'BIGINT')).toBe('9,007,199,254,740,993')
    expect(cellText(new Digits('-12345678901234567.80'), 'DECIMAL(20, 2)')).toBe('-12,345,678,901,234,567.80')
    expect(cellText([big], 'ARRAY<BIGINT>')).toBe('[9007199254740993]')
    const columns = [
      { name: 't', type: 'TIMESTAMP' },
      { name: 'id', type: 'BIGINT' }
    ]
    const rows = [{ t: '2026-01-01T00:00:00Z', id: big }]
    expect(commaSeparated(columns, rows)).toBe('t,id\r\n2026-01-01T00:00:00Z,9007199254740993\r\n')
    const { lines } = linesOf(rows, { x: 't', y: ['id'], by: [] }, 8)
    expect(lines[0]!.values).toEqual([9007199254740992])
    expect(linesOf(rows, { x: 't', y: [], by: ['id'] }, 8).lines).toEqual([])
  })

  test('are put in order to the last digit', () => {
    const order = ['-9007199254740995', '-9007199254740993', '5', '12345678901234567.8', '12345678901234567.89', '1e30']
    expect([...order].reverse().sort(compareDigits)).toEqual(order)
    expect(compareDigits('1e+21', '1000000000000000000001')).toBeLessThan(0)
    expect(compareDigits('-1e+21', '-1000000000000000000001')).toBeGreaterThan(0)
    expect(compareDigits('-0', '0')).toBe(0)
  })

  test('are read quickly out of long texts', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `{"id":${9007199254740993n + BigInt(i)},"s":"${'x'.repeat(100)}"}`)
    const read = parse(`[${rows.join(',')}]`) as { id: unknown }[]
    expect(String(read.at(-1)!.id)).toBe('9007199254760992')
    expect(parse(`["${'y'.repeat(5_000_000)}",9007199254740993]`)).toHaveLength(2)
  })
})
