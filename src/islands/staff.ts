import './queue-keys.ts'
import './session-warning.ts'
