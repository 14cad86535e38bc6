// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chip_bar.h"

namespace snapgpu {

class OfferTableModel;

/** What is loaded, as chips want to know it; the model must outlive the answer. */
OfferFacts factsOf(const OfferTableModel *model);

} // namespace snapgpu
