import './form-again.ts'
import './leave-quickly.ts'
import './session-warning.ts'
import './print-page.ts'
