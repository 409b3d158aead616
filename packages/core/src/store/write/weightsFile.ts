import type { LayerWeights } from '../../plugin/engine.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../plugin/json.ts';

/**
 * The media type of safetensors files. It is not registered, hence the prefix
 * (https://github.com/safetensors/safetensors/issues/743).
 */
export const WEIGHTS_MEDIA_TYPE = 'application/x-safetensors';

/** Bytes of a float32. */
const FLOAT_BYTES = 4;

/** Bytes of the header's length, a little-endian integer. The tensors start at a multiple of it. */
const LENGTH_BYTES = 8;

/**
 * Encodes weights as a safetensors file (https://github.com/safetensors/safetensors#format), which NumPy, PyTorch and JAX read.
 *
 * Layer i is stored as the tensors `layers.i.kernel`, float32 of shape [inputs, units], and `layers.i.bias`, of shape [units].
 */
export function encodeWeights(weights: readonly LayerWeights[]): Buffer {
  const header: Record<string, JsonValue> = {};
  const parts: Buffer[] = [];
  let end = 0;
  const add = (name: string, shape: readonly number[], values: Float32Array): void => {
    const begin = end;
    end += values.byteLength;
    header[name] = { dtype: 'F32', shape, data_offsets: [begin, end] };
    parts.push(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  };
  for (const [index, layer] of weights.entries()) {
    add(`layers.${index}.kernel`, [layer.inputs, layer.units], layer.kernel);
    add(`layers.${index}.bias`, [layer.units], layer.bias);
  }
  return Buffer.concat([encodeHeader(header), ...parts]);
}

function encodeHeader(header: JsonObject): Buffer {
  const json = JSON.stringify(header);
  const padded = json.padEnd(Math.ceil(json.length / LENGTH_BYTES) * LENGTH_BYTES, ' ');
  const bytes = Buffer.alloc(LENGTH_BYTES + padded.length);
  bytes.writeBigUInt64LE(BigInt(padded.length));
  bytes.write(padded, LENGTH_BYTES, 'ascii');
  return bytes;
}

/**
 * Decodes the layers of a safetensors file with the names and shapes of `encodeWeights`; ignores other tensors.
 *
 * @throws RangeError if it is not a safetensors file, or the tensors of a layer do not fit together.
 */
export function decodeWeights(file: Buffer): LayerWeights[] {
  const { header, data } = splitFile(file);
  const layers: LayerWeights[] = [];
  for (let index = 0; header[`layers.${index}.kernel`] !== undefined; index++) {
    const kernel = readTensor(header, data, `layers.${index}.kernel`);
    const bias = readTensor(header, data, `layers.${index}.bias`);
    const [inputs, units] = kernel.shape;
    if (inputs === undefined || units === undefined || bias.shape[0] !== units) {
      throw new RangeError(
        `layer ${index} has a kernel of shape [${kernel.shape}] and a bias of shape [${bias.shape}]`,
      );
    }
    layers.push({ inputs, units, kernel: kernel.values, bias: bias.values });
  }
  return layers;
}

function splitFile(file: Buffer): { header: JsonObject; data: Buffer } {
  const length = file.length < LENGTH_BYTES ? Number.NaN : Number(file.readBigUInt64LE());
  if (!(LENGTH_BYTES + length <= file.length)) throw new RangeError('not a safetensors file: its header is cut short');
  const header: JsonValue = JSON.parse(file.toString('utf8', LENGTH_BYTES, LENGTH_BYTES + length));
  if (!isJsonObject(header)) throw new RangeError('not a safetensors file: its header is not an object');
  return { header, data: file.subarray(LENGTH_BYTES + length) };
}

function readTensor(header: JsonObject, data: Buffer, name: string): { shape: number[]; values: Float32Array } {
  const entry = header[name];
  if (!isJsonObject(entry) || entry.dtype !== 'F32') throw new RangeError(`tensor ${name} is missing or not F32`);
  const shape = numbers(entry.shape);
  const [begin = Number.NaN, end = Number.NaN] = numbers(entry.data_offsets);
  const size = shape.reduce((product, width) => product * width, 1);
  if (end - begin !== size * FLOAT_BYTES || end > data.length) {
    throw new RangeError(`tensor ${name} of shape [${shape}] does not fit bytes ${begin} to ${end}`);
  }
  // A copy, because the bytes may not be aligned for a Float32Array.
  const bytes = new Uint8Array(data.subarray(begin, end));
  return { shape, values: new Float32Array(bytes.buffer) };
}

function numbers(value: JsonValue | undefined): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}
