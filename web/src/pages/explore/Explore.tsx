import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Problem } from '../../api/problem'
import { raudal } from '../../api/raudal'
import type { FileProblem, SqlResult } from '../../api/types'
import type { EditorHandle } from '../../editor/codemirror'
import { Editor } from '../../editor/Editor'
import { Button } from '../../parts/Button'
import { Card } from '../../parts/Card'
import { Check } from '../../parts/Field'
import { pipelines } from '../../state/pipelines'
import { edges, range } from '../../state/range'
import { parameters, setParameters } from '../../state/route'
import { t } from '../../text'
import { exact } from '../../text/numbers'
import { complete, sqlNames } from './completion'
import './explore.css'
import { HistoryList } from './HistoryList'
import { NameTree } from './NameTree'
import { QueryResult } from './QueryResult'
import { remember } from './history'
import { SavePanelDialog } from './SavePanelDialog'

const limit = 1000
const noProblems: FileProblem[] = []

/** SQL over views and recent events: a query, its result as a table or a chart, and the way onto a dashboard. */
export function Explore() {
  const asked = parameters.value.get('sql')
  const [sql, setSql] = useState(asked ?? '')
  const [result, setResult] = useState<SqlResult | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const [side, setSide] = useState<'names' | 'history'>('names')
  const [saving, setSaving] = useState(false)
  const editor = useRef<EditorHandle | null>(null)
  const running = useRef<AbortController | null>(null)
  const bounded = parameters.value.has('bounded')

  const run = async (text: string) => {
    if (text.trim() === '') return
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    setBusy(true)
    setProblem(null)
    setParameters({ sql: text }, asked !== null && asked !== text)
    remember(text)
    try {
      const [from, to] = edges(range.peek())
      setResult(await raudal.sql(text, bounded ? { from, to } : {}, limit, controller.signal))
    } catch (failure) {
      if (controller.signal.aborted) return
      setResult(null)
      setProblem(failure instanceof Problem ? failure : new Problem(String(failure), 0))
    }
    setBusy(false)
  }
  useEffect(() => {
    if (asked !== null) void run(asked)
    return () => running.current?.abort()
  }, [])
  const shown = range.value
  useEffect(() => {
    if (bounded && result) void run(asked ?? sql)
  }, [bounded, shown.live ? shown.span : `${shown.from} ${shown.to}`])

  const names = useMemo(() => sqlNames(pipelines.value), [pipelines.value])
  const first = names.find(name => name.kind === 'view') ?? names[0]
  const choose = (text: string) => {
    editor.current?.setText(text)
    setSql(text)
    void run(text)
  }
  return (
    <div class="explore">
      <h1 class="unseen">{t('nav.explore')}</h1>
      <div class="work">
        <Card
          flush
          title={t('explore.query')}
          note={t('explore.limits', { n: exact(limit) })}
          actions={
            <>
              <Check
                label={t('explore.bounded')}
                checked={bounded}
                onChange={on => setParameters({ bounded: on ? '1' : null })}
              />
              <Button kind="main" icon="play" disabled={busy || sql.trim() === ''} onClick={() => void run(sql)}>
                {t('explore.run')}
              </Button>
            </>
          }
        >
          <div class="query">
            <Editor
              language="sql"
              label={t('explore.query')}
              text={sql}
              placeholder={first ? `SELECT * FROM ${first.table} LIMIT 100` : 'SELECT 1'}
              problems={problem?.problems ?? noProblems}
              completion={complete}
              onChange={setSql}
              onRun={() => void run(sql)}
              onReady={handle => (editor.current = handle)}
            />
          </div>
        </Card>
        <QueryResult
          result={result}
          problem={problem}
          busy={busy}
          example={first && `SELECT * FROM ${first.table} LIMIT 100`}
          onExample={choose}
          onSave={() => setSaving(true)}
        />
      </div>
      <aside aria-label={t('explore.side')}>
        <div class="row">
          <Button kind="quiet" pressed={side === 'names'} onClick={() => setSide('names')}>
            {t('explore.names')}
          </Button>
          <Button kind="quiet" pressed={side === 'history'} onClick={() => setSide('history')}>
            {t('explore.history')}
          </Button>
        </div>
        {side === 'names' ? (
          <NameTree names={names} onChoose={text => editor.current?.insert(text)} onOpen={choose} />
        ) : (
          <HistoryList onChoose={choose} />
        )}
      </aside>
      {saving && result && <SavePanelDialog sql={asked ?? sql} columns={result.columns} onClose={() => setSaving(false)} />}
    </div>
  )
}
