/** What the settings alone tell the language server. */
import type { Facts } from '../../../../server/src/protocol';
import { rulesSetting, versionSetting } from '../settings/settings';

export function initialFacts(): Facts {
  const named = versionSetting();
  const rules = rulesSetting();
  return { ...(named !== undefined && { versionSetting: named }), ...(rules !== undefined && { rules }) };
}
