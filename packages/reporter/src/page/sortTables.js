/**
 * Makes the headings of tables sort their rows: ascending at first, then descending, then ascending again. Cells sort by
 * their `data-sort`, else by their text; what has no value stays at the end either way.
 *
 * @param {ParentNode} root
 */
export function sortTables(root) {
  for (const button of root.querySelectorAll('th button')) {
    button.addEventListener('click', () => {
      const heading = button.closest('th');
      const table = button.closest('table');
      if (heading !== null && table !== null) sortBy(table, heading);
    });
  }
}

/**
 * @param {HTMLTableElement} table
 * @param {HTMLTableCellElement} heading
 */
function sortBy(table, heading) {
  const direction = heading.ariaSort === 'ascending' ? 'descending' : 'ascending';
  for (const other of table.querySelectorAll('th[aria-sort]')) other.removeAttribute('aria-sort');
  heading.ariaSort = direction;
  const body = table.tBodies[0];
  const key = (/** @type {HTMLTableRowElement} */ row) => sortKey(row.cells[heading.cellIndex]);
  const rows = [...(body?.rows ?? [])].map((row) => ({ row, key: key(row) }));
  rows.sort((a, b) => compareKeys(a.key, b.key, direction));
  body?.append(...rows.map(({ row }) => row));
}

/** @param {HTMLTableCellElement | undefined} cell */
function sortKey(cell) {
  return cell?.dataset.sort ?? cell?.textContent ?? '';
}

/**
 * The order of two cells: numbers before words, both before nothing.
 *
 * @param {string} a
 * @param {string} b
 * @param {'ascending' | 'descending'} direction
 * @returns {number}
 */
export function compareKeys(a, b, direction) {
  if (a === '' || b === '') return Number(a === '') - Number(b === '');
  const sign = direction === 'ascending' ? 1 : -1;
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) || Number.isNaN(y)) {
    const words = Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return sign * (words || a.localeCompare(b, 'en', { numeric: true }));
  }
  return sign * (x - y);
}
