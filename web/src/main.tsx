import { render } from 'preact'
import './style/tokens.css'
import './style/base.css'
import { App } from './frame/App'
import { startClock } from './state/clock'
import { startFlow } from './state/flow'
import { startLive } from './state/live'
import { startPast } from './state/past'
import { startPipelines } from './state/pipelines'
import { followPreferences } from './state/preferences'
import { followLinks } from './state/route'

followPreferences()
followLinks()
startClock()
startFlow()
startPast()
startPipelines()
startLive()
render(<App />, document.getElementById('app')!)
