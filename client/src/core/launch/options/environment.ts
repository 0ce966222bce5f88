/** Variables that a setting gives to the launcher. */
import { asObject } from '../../format/json';
import { isSecret } from '../../secrets/redact';
import { text, UserError, type Text } from '../../text/text';

/** The setting, as errors name it. */
const setting = 'twinkle.launch.environment';

/**
 * The variables of the setting. Throws a UserError for what is no variable, and for a secret: settings are files that are
 * read by others, committed and synchronized.
 */
export function launchEnvironment(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(asObject(value) ?? {});
  for (const [name, each] of entries) {
    if (!/^[A-Za-z_]\w*$/.test(name)) throw refused(text('"{0}" cannot be the name of a variable.', name));
    if (typeof each !== 'string') throw refused(text('The value of {0} is not a text.', name));
    if (name === 'TWINKLE_TRUST_REMOTE_CODE')
      throw refused(text('{0} has a setting of its own: "{1}".', name, 'twinkle.trustRemoteCode'));
    if (isSecret(name, each))
      throw refused(
        text('The value of {0} is a secret, which settings must not hold.', name),
        text(
          'Remove it from "{0}", and set it in the environment that the editor is started in. The launcher inherits it.',
          setting,
        ),
      );
  }
  return Object.fromEntries(entries) as Record<string, string>;
}

function refused(what: Text, remedy: Text = text('Change the setting "{0}".', setting)): UserError {
  return new UserError(what, remedy, { kind: 'openSetting', setting: 'launch.environment' });
}
