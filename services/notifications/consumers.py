from shared.messaging.handlers import Handlers

handlers = Handlers("notifications")
