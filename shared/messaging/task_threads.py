"""The threads of a worker process that run tasks: each queue has its own, so that none waits for another's tasks."""

import threading

from dramatiq import Worker

from shared.messaging.dramatiq_broker import Bury, make_broker, register
from shared.messaging.tasks import Tasks


class TaskThreads:
    """dramatiq expects one worker for each broker, so each queue has a broker and a connection of its own too."""

    def __init__(self, url: str, tasks: Tasks, *, bury: Bury | None = None) -> None:
        self._brokers, self._workers = [], []
        for queue in tasks.queues:
            broker = make_broker(url, bury=bury)
            register(broker, tasks, queue)
            self._brokers.append(broker)
            self._workers.append(Worker(broker, worker_threads=queue.threads))

    def start(self) -> None:
        for worker in self._workers:
            worker.start()

    def stop(self, *, seconds: float) -> None:
        """All at once: what is in hand gets ``seconds`` to finish, then goes back into its queue."""
        milliseconds = round(seconds * 1000)
        stopping = [threading.Thread(target=worker.stop, args=(milliseconds,)) for worker in self._workers]
        for thread in stopping:
            thread.start()
        for thread in stopping:
            thread.join()
        for broker in self._brokers:
            broker.close()

    def dead(self) -> list[str]:
        """Kinds of those that ended by themselves: nothing else shows it."""
        threads = [one for worker in self._workers for one in (*worker.workers, *worker.consumers.values())]
        return [type(thread).__name__ for thread in threads if not thread.is_alive()]
