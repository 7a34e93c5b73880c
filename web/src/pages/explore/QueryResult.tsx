import type { Problem } from '../../api/problem'
import type { SqlResult } from '../../api/types'
import { Button, Choices } from '../../parts/Button'
import { Card } from '../../parts/Card'
import { Empty, Failure } from '../../parts/Message'
import { RowActions, RowTable } from '../../parts/RowTable'
import { Skeleton } from '../../parts/Skeleton'
import { parameters, setParameters } from '../../state/route'
import { many, t } from '../../text'
import { exact } from '../../text/numbers'
import { duration } from '../../text/times'
import { ResultChart } from './ResultChart'

interface QueryResultProps {
  result: SqlResult | null
  problem: Problem | null
  busy: boolean
  example: string | undefined
  onExample: (sql: string) => void
  onSave: () => void
}

export function QueryResult({ result, problem, busy, example, onExample, onSave }: QueryResultProps) {
  const asChart = parameters.value.get('as') === 'chart'
  if (problem) {
    return (
      <Card>
        <Failure problem={problem} affected={t('explore.failed')} />
      </Card>
    )
  }
  if (!result) {
    return (
      <Card>
        {busy ? (
          <Skeleton lines={6} />
        ) : (
          <Empty title={t('explore.empty')} text={t('explore.empty.text')}>
            {example !== undefined && (
              <Button onClick={() => onExample(example)}>
                <code>{example}</code>
              </Button>
            )}
          </Empty>
        )}
      </Card>
    )
  }
  const n = result.rows.length
  const note = [
    many('rows.count', n, exact(n)),
    duration(result.seconds * 1000),
    ...(result.truncated ? [t('explore.truncated', { n: exact(n) })] : []),
    ...result.capped.map(one => t('explore.capped', { stream: one.stream, n: exact(one.events) }))
  ].join(' · ')
  return (
    <Card
      flush
      title={t('explore.result')}
      note={<span role="status">{note}</span>}
      actions={
        <>
          <Choices
            label={t('chart.as')}
            value={asChart ? 'chart' : 'table'}
            choices={[
              { value: 'table', label: t('table') },
              { value: 'chart', label: t('chart') }
            ]}
            onChoose={value => setParameters({ as: value === 'chart' ? 'chart' : null })}
          />
          <RowActions name="raudal" columns={result.columns} rows={result.rows} />
          <Button icon="plus" onClick={onSave}>
            {t('explore.save')}
          </Button>
        </>
      }
    >
      {asChart ? (
        <ResultChart columns={result.columns} rows={result.rows} />
      ) : n === 0 ? (
        <Empty title={t('explore.norows')} text={t('explore.norows.text')} />
      ) : (
        <RowTable label={t('explore.result')} columns={result.columns} rows={result.rows} tall />
      )}
    </Card>
  )
}
