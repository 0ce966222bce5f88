/** What every machine and the keeper on it must do, whatever the transport. */
import { describe } from 'vitest';
import { Bench, type Place } from './bench';
import { filesContract } from './files';
import { followingContract } from './following';
import { hostileContract } from './hostile';
import { protocolContract } from './protocol';
import { recordsContract } from './records';
import { runningContract } from './running';
import { startingContract } from './starting';
import { stoppingContract } from './stopping';
import { survivalContract } from './survival';
import { transportContract } from './transport';

/** Declares the tests of the contract. `place` is a machine and a state folder of its own there. */
export function machineContract(name: string, place: () => Place): void {
  describe(`${name}: contract of a machine and its keeper`, () => {
    const bench = new Bench(place());
    transportContract(bench);
    runningContract(bench);
    filesContract(bench);
    followingContract(bench);
    recordsContract(bench);
    startingContract(bench);
    stoppingContract(bench);
    hostileContract(bench);
    survivalContract(bench);
    protocolContract(bench);
  });
}
