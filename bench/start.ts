/** How long a start takes until the program prints its address. */
import { inFolder } from './folder.ts';
import { type Line, type Measurement, median } from './measurement.ts';
import { startProgram } from './program.ts';

const goalSeconds = 3;

async function run(): Promise<Line[]> {
  const first: number[] = [];
  const second: number[] = [];
  for (let round = 0; round < 3; round++)
    await inFolder(async (folder) => {
      for (const times of [first, second]) {
        const program = await startProgram(folder);
        times.push(program.startedIn);
        await program.stop();
      }
    });
  const seconds = (values: number[]) => `${median(values).toFixed(1)} s`;
  return [
    { what: 'first start, which makes the store', value: seconds(first) },
    {
      what: 'second start',
      value: seconds(second),
      goal: `≤ ${goalSeconds} s`,
      reached: median(second) <= goalSeconds,
    },
  ];
}

export const start: Measurement = {
  name: 'start',
  title: 'Start-up until the address is printed, embedded store',
  run,
};
