'use strict';
// Which of the two languages a page shows: the reader's last choice, else what the page was made for.
(() => {
  const root = document.documentElement;
  const key = 'gongkai-language';
  // A browser may refuse to keep anything for files.
  const kept = (choice) => {
    try {
      if (choice) localStorage.setItem(key, choice);
      return localStorage.getItem(key);
    } catch { return null; }
  };
  const set = (language) => {
    root.dataset.language = root.lang = language;
    document.dispatchEvent(new Event('language'));
  };
  const stored = kept();
  if (stored === 'zh' || stored === 'en') set(stored);
  document.querySelector('#language').addEventListener('click', () => {
    set(root.dataset.language === 'zh' ? 'en' : 'zh');
    kept(root.dataset.language);
  });
})();
