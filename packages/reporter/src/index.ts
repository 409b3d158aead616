export { visibleText } from '@sparsweep/core/plugin';
export { renderReport } from './report/renderReport.ts';
export { heatMapOrder } from './report/weights.ts';
export type { ReportData, TrialWeights } from './reportData.ts';
export { fitWidth, formatCsv, formatJson, formatTable, type TableStyle } from './tables/formatTable.ts';
export {
  configurationsTable,
  parameterCells,
  parameterColumns,
  parameterNames,
  queryTable,
  resultsTable,
} from './tables/resultsTable.ts';
export {
  type Cell,
  type Column,
  type ColumnKind,
  cellText,
  formatValue,
  type Row,
  type Table,
} from './tables/table.ts';
