import 'slack-blocks-to-jsx/dist/style.css'
import './style/frame.css'
import './style/messages.css'
import './style/controls.css'
import './style/modal.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App />)
