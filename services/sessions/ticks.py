from shared.messaging.ticks import Ticks

ticks = Ticks()
