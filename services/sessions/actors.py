from shared.messaging.tasks import Tasks

tasks = Tasks("sessions")
