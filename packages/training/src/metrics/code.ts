/** What a layer makes of samples: the value of unit u for sample s is `values[s * units + u]`. */
export interface LayerActivations {
  readonly rows: number;
  readonly units: number;
  readonly values: Float32Array;
}
