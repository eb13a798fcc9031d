'use strict';
// A report's page: keeps what is selected the same in the figures and on the pages.
(() => {
  const root = document.documentElement;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const pages = one('#pages');
  const figures = one('#figures');
  const detail = one('#detail');
  const bar = one('#selection');
  const help = one('#help');
  const cells = all('button[data-cell]');
  const findings = all('button[data-finding]');
  const buttons = new Map(cells.map((cell) => [cell.dataset.cell, cell]));
  const places = new Map(all('[data-place]').map((place) => [place.dataset.place, place]));
  const languages = {
    zh: { page: (n) => `第 ${n} 页`, where: (t, r, c) => `第 ${t} 个表格第 ${r} 行第 ${c} 列`, raw: '印作', absent: '未在文件中找到', confidence: '可信度',
      state: { read: '已读', blank: '空白', doubtful: '存疑', contradicts: '矛盾' } },
    en: { page: (n) => `page ${n}`, where: (t, r, c) => `table ${t}, row ${r}, column ${c}`, raw: 'printed', absent: 'not found in the document', confidence: 'confidence',
      state: { read: 'read', blank: 'blank', doubtful: 'doubtful', contradicts: 'contradicts' } },
  };
  let selected = null;
  let zoom = 1;

  const language = () => root.dataset.language;
  const show = (element, pane, margin = 0.35) => {
    if (!element || !pane) return;
    const box = element.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    const table = element.closest('.wide');
    if (table) table.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
    pane.scrollTo({
      top: pane.scrollTop + box.top - frame.top - frame.height * margin,
      left: pane.scrollLeft + box.left + box.width / 2 - frame.left - frame.width / 2,
    });
  };
  const isVisible = (element, pane) => {
    const box = element.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    return box.top >= frame.top + bar.offsetHeight && box.bottom <= frame.bottom
      && box.left >= frame.left && box.right <= frame.right;
  };
  const element = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const states = ['contradicts', 'doubtful', 'blank', 'read'];
  const state = (cell) => states.find((name) => frame(cell).classList.contains(name));
  // What the headers of its row and column call a cell.
  const name = (cell) => {
    const data = frame(cell);
    const column = cell.querySelector('.column') ?? data.closest('table').tHead.rows[0].cells[data.cellIndex];
    const word = (head) => (head.querySelector(`[lang="${language()}"]`) ?? head).textContent;
    return `${word(data.parentElement.cells[0])} · ${word(column)}`;
  };
  const frame = (cell) => cell.closest('td');
  const tag = (number) => one(`[data-tag="${number}"]`)?.classList.add('shown');

  function clear() {
    for (const marked of all('.selected, .involved, .shown')) marked.classList.remove('selected', 'involved', 'shown');
    selected = null;
    detail.replaceChildren();
  }

  function describeCell(cell) {
    const words = languages[language()];
    const { dataset } = cell;
    const about = [words.state[state(cell)]];
    if (dataset.raw) about.push(`${words.raw} “${dataset.raw}”`);
    if (dataset.unit) about.push(dataset.unit);
    if (dataset.where) about.push(words.where(...dataset.where.split(' ')));
    else about.push(dataset.page ? words.page(dataset.page) : words.absent);
    if (dataset.confidence) about.push(`${words.confidence} ${dataset.confidence} %`);
    const lines = [element('div', name(cell), 'name'), element('div', about.join(' · '), 'more')];
    for (const number of dataset.findings.split(' ').filter(Boolean)) {
      const finding = one(`[data-finding="${number}"] .message .${language()}`);
      if (finding && lines.length < 5) lines.push(element('p', finding.textContent));
      tag(number);
    }
    detail.replaceChildren(...lines);
  }

  function selectCell(id, focus = true) {
    const cell = buttons.get(id);
    if (!cell) return;
    clear();
    selected = cell;
    const place = places.get(id);
    frame(cell).classList.add('selected');
    place?.classList.add('selected');
    describeCell(cell);
    for (const other of cells) other.tabIndex = -1;
    cell.tabIndex = 0;
    if (focus) cell.focus({ preventScroll: true });
    if (!isVisible(cell, figures)) show(cell, figures);
    show(place, pages);
  }

  function describeFinding(finding) {
    const lines = [element('span', `${findings.indexOf(finding) + 1} / ${findings.length}`, 'more')];
    const comparison = finding.querySelector('.comparison');
    if (comparison) lines.push(' ', element('span', comparison.textContent, 'comparison'));
    lines.push(element('p', finding.querySelector(`.message .${language()}`).textContent));
    detail.replaceChildren(...lines);
  }

  function selectFinding(finding, isAsked = true) {
    clear();
    selected = finding;
    finding.classList.add('selected');
    const ids = finding.dataset.cells.split(' ').filter(Boolean);
    for (const id of ids) {
      const cell = buttons.get(id);
      if (cell) frame(cell).classList.add('involved');
      places.get(id)?.classList.add('involved');
    }
    const own = one(`[data-finding-place="${finding.dataset.finding}"]`);
    if (!ids.length) own?.classList.add('selected');
    tag(finding.dataset.finding);
    if (isAsked) {
      finding.focus({ preventScroll: true });
      finding.scrollIntoView({ block: 'nearest' });
      describeFinding(finding);
      const target = buttons.get(ids[0]) ?? finding;
      if (!isVisible(target, figures)) show(target, figures, 0.5);
    }
    const page = finding.dataset.page && one(`#page-${finding.dataset.page}`);
    show(own ?? places.get(ids.find((id) => places.has(id))) ?? page, pages, own || ids.length ? 0.35 : 0);
  }

  // The next of a list after what is selected, round and round.
  function step(list, choose, back) {
    if (!list.length) return;
    const at = list.indexOf(selected);
    const next = back ? (at <= 0 ? list.length : at) - 1 : (at + 1) % list.length;
    choose(list[next]);
  }

  function move(rows, columns) {
    if (!selected?.dataset.cell) return false;
    const row = selected.closest('tr');
    const column = [...row.querySelectorAll('[data-cell]')].indexOf(selected) + columns;
    let target = row;
    if (rows) {
      const lines = [...new Set(cells.map((cell) => cell.closest('tr')))];
      target = lines[lines.indexOf(row) + rows];
    }
    const found = [...(target?.querySelectorAll('[data-cell]') ?? [])];
    const cell = rows ? found[Math.min(column, found.length - 1)] : found[column];
    if (cell) selectCell(cell.dataset.cell);
    return true;
  }

  function setZoom(factor) {
    if (!pages) return;
    zoom = Math.min(4, Math.max(0.5, factor));
    pages.style.setProperty('--zoom', zoom);
    show(one('svg .selected') ?? one('svg .involved'), pages);
  }

  document.addEventListener('language', () => {
    if (selected?.dataset.cell) describeCell(selected);
    else if (selected && detail.childNodes.length) describeFinding(selected);
  });

  const marked = cells.filter((cell) => ['doubtful', 'contradicts'].includes(state(cell)));
  const keys = {
    n: () => step(findings, selectFinding, false),
    N: () => step(findings, selectFinding, true),
    d: () => step(marked, (cell) => selectCell(cell.dataset.cell), false),
    D: () => step(marked, (cell) => selectCell(cell.dataset.cell), true),
    ArrowUp: () => move(-1, 0), ArrowDown: () => move(1, 0),
    ArrowLeft: () => move(0, -1), ArrowRight: () => move(0, 1),
    '+': () => setZoom(zoom * 1.25), '=': () => setZoom(zoom * 1.25), '-': () => setZoom(zoom / 1.25),
    l: () => one('#language').click(), '?': () => help.showModal(), Escape: clear,
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const action = keys[event.key];
    if (action && action() !== false) event.preventDefault();
  });
  document.addEventListener('click', (event) => {
    const { target } = event;
    const cell = target.closest('[data-cell]');
    const place = target.closest('[data-place]');
    const finding = target.closest('[data-finding]');
    if (cell) selectCell(cell.dataset.cell);
    else if (place) selectCell(place.dataset.place, false);
    else if (finding) selectFinding(finding);
  });
  one('#previous').addEventListener('click', keys.N);
  one('#next').addEventListener('click', keys.n);
  one('#next-doubtful').addEventListener('click', keys.d);
  one('#keys').addEventListener('click', () => help.showModal());
  one('#zoom-in')?.addEventListener('click', () => setZoom(zoom * 1.25));
  one('#zoom-out')?.addEventListener('click', () => setZoom(zoom / 1.25));

  // The address may name a cell or a finding; else what is wrong first shows itself.
  function open() {
    const name = location.hash.slice(1);
    if (buttons.has(name)) return selectCell(name, false);
    const named = name && findings.find((finding) => `finding-${finding.dataset.finding}` === name);
    const wrong = findings.find((finding) => !finding.classList.contains('info'));
    if (named || wrong) selectFinding(named || wrong, false);
  }
  if (!findings.length) one('#previous').hidden = one('#next').hidden = true;
  if (!marked.length) one('#next-doubtful').hidden = true;
  one('.steps').hidden = !findings.length && !marked.length;
  if (cells.length) cells[0].tabIndex = 0;
  window.addEventListener('hashchange', open);
  open();
})();
