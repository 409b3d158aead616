export { blobs } from './blobs.ts';
export { type DatasetExpectations, datasetContract } from './datasetContract.ts';
export { engineContract } from './engine/engineContract.ts';
export { type HookSetting, hookContext, type PlainOptions } from './hookContext.ts';
export { largestByRank } from './largestByRank.ts';
export { loadTensorFlow } from './loadTensorFlow.ts';
export { nullEngine } from './nullEngine.ts';
export { regularizerContract } from './regularizerContract.ts';
export { seededStreams } from './seededStreams.ts';
