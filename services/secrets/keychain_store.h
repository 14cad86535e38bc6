// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/secrets/secret_store.h"

namespace snapgpu {

/** The desktop's keychain; nullptr when the program was built without one. One entry per secret. */
std::unique_ptr<SecretStore> makeKeychainStore();

} // namespace snapgpu
