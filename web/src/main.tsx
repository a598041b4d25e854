import '@fontsource-variable/manrope/wght.css';
import '@fontsource-variable/oswald/wght.css';
import './styles/main.scss';
import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { startTranslations } from './lib/language';
import { followDevice } from './lib/theme';

followDevice();
if ('serviceWorker' in navigator && import.meta.env.PROD) {
  window.addEventListener('load', () => {
    void navigator.serviceWorker.register('/sw.js').then(async () => {
      const { active } = await navigator.serviceWorker.ready;
      const rest = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 5000));
      rest(() => active?.postMessage('fetch-ahead'));
    }, console.warn);
  });
}
// As a transition, and so are the films of a page when they come: it is made in small pieces, between which a slow phone
// heeds its fingers.
void startTranslations().then(() => {
  const root = createRoot(document.getElementById('root')!);
  startTransition(() => root.render(<App />));
});
