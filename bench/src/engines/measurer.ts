import { parseAnswer, readNumber, readNumbers, readText } from './answers.ts';
import { LineProcess, ProcessEnded } from './lineProcess.ts';
import { type CommandLine, onOneCore } from './oneCore.ts';

/** A program that measures something on a task, in the way that `programs/answer.ts` describes. */
export interface MeasurerCommand {
  /** What it measures. */
  readonly engine: string;
  readonly commandLine: (taskPath: string) => CommandLine;
  /** Whether it trains without the L1 penalty, having none on activations. */
  readonly omitsPenalty?: boolean;
}

/** Something cannot be measured here, for the reason that the message gives. */
export class NotMeasured extends Error {}

/** The status with which a program ends whose library is missing. */
const LIBRARY_MISSING = 3;

/** A measuring program that runs, and waits to be asked. */
export class Measurer implements AsyncDisposable {
  readonly #process: LineProcess;
  /** Of what is measured. */
  readonly version: string;

  private constructor(process: LineProcess, version: string) {
    this.#process = process;
    this.version = version;
  }

  /**
   * Starts a program on a task.
   *
   * @throws NotMeasured when what it is to measure is not there.
   */
  static async start({ commandLine }: MeasurerCommand, taskPath: string): Promise<Measurer> {
    const [command, ...args] = onOneCore(...commandLine(taskPath));
    const process = new LineProcess(command, args);
    try {
      return new Measurer(process, readText(parseAnswer(await process.receive()), 'version'));
    } catch (thrown) {
      if (thrown instanceof ProcessEnded && thrown.status === LIBRARY_MISSING) throw new NotMeasured(thrown.printed);
      throw thrown;
    }
  }

  /** The loss before each of the first `steps` steps, all on the first batch. */
  async losses(steps: number): Promise<readonly number[]> {
    this.#process.send(`losses ${steps}`);
    return readNumbers(parseAnswer(await this.#process.receive()), 'losses');
  }

  /** Microseconds a step, from training for about so many seconds. */
  async time(seconds: number): Promise<number> {
    this.#process.send(`time ${seconds}`);
    return readNumber(parseAnswer(await this.#process.receive()), 'microsecondsPerStep');
  }

  /** Lets the program end. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }
}
