# Passkeys and security keys.

passkey-title = Passkeys and security keys
passkey-none = No passkey is set up.
passkey-added = Added on { $when }.
passkey-used = Last used on { $when }.
passkey-add = Add a passkey
passkey-remove = Remove
passkey-make-title = Passkey or security key
passkey-make-why = The phone, computer or key that you have with you proves that it is you. There is no code to type, and a false page gets nothing from it.
passkey-name = A name for it
passkey-name-hint = So that you can tell it from others, such as: blue key, my phone.
passkey-make = Set up a passkey
passkey-not-made = No passkey was set up. You may have stopped it, it took too long, or this device is set up already. Nothing was changed; you can try again or use an app.
passkey-not-taken = That passkey was not accepted.
passkey-not-taken-next = Nothing was changed. Try again on this page. An account takes up to ten passkeys, each once.
passkey-elsewhere = Passkeys work at { $address } only. Open the portal under that address to set one up; an app works here as well.
passkey-show = Use a passkey
passkey-not-shown = The passkey was not used. You may have stopped it, it took too long, or it is not on this device. Nothing was sent; you can try again or use a code.
passkey-refused = That passkey does not fit.
passkey-refused-next = Try again on this page, or use a code. Wrong tries count like wrong passwords.
