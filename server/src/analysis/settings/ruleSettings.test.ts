import { expect, it } from 'vitest';
import { readRuleSettings } from './ruleSettings';

it('keeps what can be read, and says what cannot', () => {
  expect(readRuleSettings({ 'unknown-key': 'off', 'mesh-worldsize': 'hint', 'yaml-tab': 'warn' })).toEqual({
    rules: { 'unknown-key': 'off', 'mesh-worldsize': 'hint' },
    problems: [
      "twinkle.rules: unknown rule 'mesh-worldsize': did you mean 'mesh-world-size'?",
      "twinkle.rules: 'warn' for 'yaml-tab' is not one of error, warning, information, hint, off.",
    ],
  });
  expect(readRuleSettings({ zzz: 'off' }).problems).toEqual(["twinkle.rules: unknown rule 'zzz'."]);
});

it('takes anything', () => {
  for (const nothing of [undefined, null, {}])
    expect(readRuleSettings(nothing)).toEqual({ rules: {}, problems: [] });
  for (const wrong of ['off', ['unknown-key'], 3])
    expect(readRuleSettings(wrong)).toMatchObject({ rules: {}, problems: [expect.any(String)] });
});
