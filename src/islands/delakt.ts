import './leave-quickly.ts'
import './session-warning.ts'
import './print-page.ts'
