"""What Telegram refuses, in its words: code that reads a description must find it here."""


class RefusalError(Exception):
    """An answer other than `ok`: HTTP status, description, and parameters such as retry_after."""

    def __init__(
        self, status: int, description: str, parameters: dict[str, int] | None = None
    ) -> None:
        super().__init__(f"{status} {description}")
        self.status = status
        self.description = description
        self.parameters = parameters


def bad_request(what: str) -> RefusalError:
    """Return the refusal of a call that cannot be carried out as it stands."""
    return RefusalError(400, f"Bad Request: {what}")


def forbidden(what: str) -> RefusalError:
    """Return the refusal of a message to somebody who does not take it."""
    return RefusalError(403, f"Forbidden: {what}")


def too_many_requests(retry_after: int) -> RefusalError:
    """Return the refusal of a bot that is told to wait *retry_after* seconds."""
    description = f"Too Many Requests: retry after {retry_after}"
    return RefusalError(429, description, {"retry_after": retry_after})


def upgraded(new_chat_id: int) -> RefusalError:
    """Return the refusal of a message to a group that lives on under another id."""
    return RefusalError(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": new_chat_id},
    )


def conflict(what: str) -> RefusalError:
    """Return the refusal of a call that another call rules out."""
    return RefusalError(409, f"Conflict: {what}")


def unauthorized() -> RefusalError:
    """Return the refusal of a token that is not the bot's."""
    return RefusalError(401, "Unauthorized")


def not_found() -> RefusalError:
    """Return the refusal of a method or a file that does not exist."""
    return RefusalError(404, "Not Found")


TERMINATED = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
TERMINATED_BY_WEBHOOK = "terminated by setWebhook request"
WEBHOOK_IS_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
