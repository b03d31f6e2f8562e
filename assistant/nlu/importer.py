"""What Rasa learns from: data/, and the examples that name the association (config.yml)."""

from __future__ import annotations

from typing import List, Optional, Union

from rasa.shared.importers.rasa import RasaFileImporter

from assistant import settings


class AssociationImporter(RasaFileImporter):
    """Rasa's importer of files, which reads the association's own examples too.

    Named in config.yml, so that `rasa train` alone learns them, whichever association it is.
    """

    def __init__(
        self,
        config_file: Optional[str] = None,
        domain_path: Optional[str] = None,
        training_data_paths: Optional[Union[List[str], str]] = None,
    ) -> None:
        given = training_data_paths or []
        paths = [given] if isinstance(given, str) else given
        super().__init__(config_file, domain_path, [*paths, str(settings.examples_folder())])
