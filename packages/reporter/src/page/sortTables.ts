type Direction = 'ascending' | 'descending';

/**
 * Makes the headings of tables sort their rows: ascending first, then descending, then ascending again. A cell sorts by
 * its `data-sort`, else by its text. Empty cells stay last in both directions.
 */
export function sortTables(root: ParentNode): void {
  for (const button of root.querySelectorAll('th button')) {
    button.addEventListener('click', () => {
      const heading = button.closest('th');
      const table = button.closest('table');
      if (heading !== null && table !== null) sortBy(table, heading);
    });
  }
}

function sortBy(table: HTMLTableElement, heading: HTMLTableCellElement): void {
  const direction = heading.ariaSort === 'ascending' ? 'descending' : 'ascending';
  for (const other of table.querySelectorAll('th[aria-sort]')) other.removeAttribute('aria-sort');
  heading.ariaSort = direction;
  const body = table.tBodies[0];
  const rows = [...(body?.rows ?? [])].map((row) => ({ row, key: sortKey(row.cells[heading.cellIndex]) }));
  rows.sort((a, b) => compareKeys(a.key, b.key, direction));
  body?.append(...rows.map(({ row }) => row));
}

function sortKey(cell: HTMLTableCellElement | undefined): string {
  return cell?.dataset.sort ?? cell?.textContent ?? '';
}

/** Compares two cells: numbers come before words, and empty cells come last. */
export function compareKeys(a: string, b: string, direction: Direction): number {
  if (a === '' || b === '') return Number(a === '') - Number(b === '');
  const sign = direction === 'ascending' ? 1 : -1;
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) || Number.isNaN(y)) {
    const words = Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return sign * (words || a.localeCompare(b, 'en', { numeric: true }));
  }
  return sign * (x - y);
}
