import './form-again.ts'
import './live-lix.ts'
import './queue-keys.ts'
import './session-warning.ts'
