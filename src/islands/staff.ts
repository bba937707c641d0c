import './form-again.ts'
import './queue-keys.ts'
import './session-warning.ts'
