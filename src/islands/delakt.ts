import './leave-quickly.ts'
import './session-warning.ts'
