// Where the window begins: looks first, so that nothing flashes; then the stores; then what a person sees.

import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/menus.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './app/App.vue';
import { i18n } from './i18n';
import { useProblems } from './problems/problems';
import { useSettings } from './settings/settings';
import { applyTheme } from './theme/theme';

const app = createApp(App).use(createPinia()).use(i18n);
// Nothing fails silently, our own mistakes included.
const report = (error: unknown): void => {
  useProblems().report(error);
};
app.config.errorHandler = (error) => {
  console.error(error);
  report(error);
};
window.addEventListener('unhandledrejection', (event) => {
  report(event.reason);
});
// What is shown first is shown as the person wants it.
void useSettings()
  .load()
  .then(() => {
    applyTheme();
    app.mount('#app');
  });
