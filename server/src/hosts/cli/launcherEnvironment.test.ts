import { describe, expect, it } from 'vitest';
import { launcherEnvironment } from './launcherEnvironment';

describe('launcherEnvironment', () => {
  it('names the variable that the launcher takes', () => {
    expect(launcherEnvironment({ CUDA_VISIBLE_DEVICES: '0,1' })).toEqual({
      launcherVisibleDevices: 'CUDA_VISIBLE_DEVICES',
    });
    expect(launcherEnvironment({ CUDA_VISIBLE_DEVICES: '0', ASCEND_RT_VISIBLE_DEVICES: '1' })).toEqual({
      launcherVisibleDevices: 'ASCEND_RT_VISIBLE_DEVICES',
    });
  });

  it('says nothing where there is none, or where it is turned off', () => {
    expect(launcherEnvironment({})).toEqual({});
    expect(launcherEnvironment({ CUDA_VISIBLE_DEVICES: '' })).toEqual({});
    const env = { CUDA_VISIBLE_DEVICES: '0', TWINKLE_AUTO_VISIBLE_DEVICES_FROM_ENV: 'Off' };
    expect(launcherEnvironment(env)).toEqual({});
  });
});
