'use strict';
// Lists of a site: sorting and filtering. Rows beyond the page at hand are loaded when they are
// first asked for, a chunk at a time.
(() => {
  const one = (selector) => document.querySelector(selector);
  const compare = new Intl.Collator('zh').compare;
  const words = {
    complete: ['完整', 'Complete'], partial: ['部分', 'Partial'], rejected: ['未能读取', 'Rejected'],
  };
  const numeric = (text) => (text.trim() !== '' && !Number.isNaN(Number(text)) ? Number(text) : null);
  function order(left, right) {
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    if (left === null || left === '') return right === null || right === '' ? 0 : 1;
    if (right === null || right === '') return -1;
    return compare(String(left), String(right));
  }

  // Makes headers buttons; `sort` is given a column and whether it falls.
  function makeSortable(table, sort) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      head.setAttribute('aria-sort', 'none');
      button.addEventListener('click', () => {
        const falls = head.getAttribute('aria-sort') === 'ascending';
        for (const other of heads) other.setAttribute('aria-sort', 'none');
        head.setAttribute('aria-sort', falls ? 'descending' : 'ascending');
        sort(column, falls);
      });
    });
  }

  for (const table of document.querySelectorAll('[data-sortable]')) {
    const value = (row, column) => {
      const text = row.cells[column].innerText;
      return numeric(text) ?? text;
    };
    makeSortable(table, (column, falls) => {
      const rows = [...table.tBodies[0].rows];
      rows.sort((left, right) => (falls ? -1 : 1) * order(value(left, column), value(right, column)));
      table.tBodies[0].append(...rows);
    });
  }

  const table = one('#reports');
  if (!table) return;
  const filter = one('#filter');
  const chunks = [];
  const chunkCount = Number(table.dataset.chunks);
  const length = Number(table.dataset.length);
  const columns = [1, 2, 3, 4, 5, 6, 7];
  let loading = null;
  let sorting = null;
  let page = 0;

  window.gongkaiRows = (number, rows) => { chunks[number - 1] = rows; };
  const load = (number) => new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `data/reports-${number}.js`;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  async function loadAll() {
    for (let number = 1; number <= chunkCount; number += 1) {
      await load(number);
      one('#count').textContent = `${number} / ${chunkCount}`;
    }
  }

  function matching() {
    const text = filter.elements.text.value.trim().toLowerCase();
    const year = filter.elements.year.value.trim();
    const status = filter.elements.status.value;
    const errors = filter.elements.errors.checked;
    const rows = chunks.flat().filter((row) => (!text || `${row[1]} ${row[2]}`.toLowerCase().includes(text))
      && (!year || String(row[3] ?? '').startsWith(year)) && (!status || row[4] === status) && (!errors || row[5] > 0));
    if (sorting) {
      const { column, falls } = sorting;
      rows.sort((left, right) => (falls ? -1 : 1) * order(left[columns[column]], right[columns[column]]));
    }
    return rows;
  }

  function line(row) {
    const made = document.createElement('tr');
    const cell = (text, className) => {
      const data = made.insertCell();
      data.textContent = text ?? '';
      if (className) data.className = className;
      return data;
    };
    const link = document.createElement('a');
    [link.href, link.textContent] = row;
    cell('').append(link);
    cell(row[2]);
    cell(row[3]);
    const status = cell('', row[4]);
    words[row[4]].forEach((word, index) => {
      const span = document.createElement('span');
      span.className = span.lang = ['zh', 'en'][index];
      span.textContent = word;
      status.append(span);
    });
    for (const number of row.slice(5)) cell(number, 'number');
    return made;
  }

  function render() {
    const rows = matching();
    const last = Math.max(0, Math.ceil(rows.length / length) - 1);
    page = Math.min(page, last);
    table.tBodies[0].replaceChildren(...rows.slice(page * length, (page + 1) * length).map(line));
    one('#count').textContent = rows.length;
    for (const pager of document.querySelectorAll('.pager')) pager.remove();
    if (last === 0) return;
    const pager = document.createElement('nav');
    pager.className = 'pager';
    const step = (text, by) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'tool';
      button.textContent = text;
      button.disabled = page + by < 0 || page + by > last;
      button.addEventListener('click', () => { page += by; render(); });
      return button;
    };
    pager.append(step('‹', -1), `${page + 1} / ${last + 1}`, step('›', 1));
    table.closest('.wide').after(pager);
  }

  async function ask() {
    loading ??= loadAll();
    await loading;
    render();
  }

  makeSortable(table, (column, falls) => { sorting = { column, falls }; page = 0; ask(); });
  filter.addEventListener('input', () => { page = 0; ask(); });
  filter.addEventListener('submit', (event) => event.preventDefault());
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !event.target.matches('input, select')) {
      event.preventDefault();
      filter.elements.text.focus();
    }
  });
  function fromAddress() {
    const wish = location.hash.slice(1);
    if (wish === 'errors') filter.elements.errors.checked = true;
    else if (wish.startsWith('status=')) filter.elements.status.value = wish.slice(7);
    else return;
    ask();
  }
  window.addEventListener('hashchange', fromAddress);
  fromAddress();
})();
