import '@fontsource-variable/manrope/wght.css';
import '@fontsource-variable/oswald/wght.css';
import './styles/main.scss';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { startTranslations } from './lib/language';
import { followDevice } from './lib/theme';

startTranslations();
followDevice();
createRoot(document.getElementById('root')!).render(<App />);
