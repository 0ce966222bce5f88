import { expect, it } from 'vitest';
import { readRuleSettings } from './ruleSettings';

it('keeps what can be read, and says what cannot', () => {
  expect(readRuleSettings({ 'unknown-key': 'off', 'mesh-worldsize': 'hint', 'yaml-tab': 'warn' })).toEqual({
    rules: { 'unknown-key': 'off', 'mesh-worldsize': 'hint' },
    problems: [
      "twinkle.rules: there is no rule 'mesh-worldsize': did you mean 'mesh-world-size'?",
      "twinkle.rules: 'warn' for 'yaml-tab' is none of error, warning, information, hint, off.",
    ],
  });
  expect(readRuleSettings({ zzz: 'off' }).problems).toEqual(["twinkle.rules: there is no rule 'zzz'."]);
});

it('takes anything', () => {
  for (const nothing of [undefined, null, {}])
    expect(readRuleSettings(nothing)).toEqual({ rules: {}, problems: [] });
  for (const wrong of ['off', ['unknown-key'], 3])
    expect(readRuleSettings(wrong)).toMatchObject({ rules: {}, problems: [expect.any(String)] });
});
