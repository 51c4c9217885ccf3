import type { Destination, DestinationState } from '../handoff/destination.ts'
import type { Scenario } from '../sources/source.ts'
import { addDestination, type NewDestination } from './add-destination.ts'
import { addEndpoint, type NewEndpoint } from './add-endpoint.ts'
import { editDestination, removeDestination, setDestinationState } from './change-destination.ts'
import { editEndpoint, removeEndpoint, setEndpointDisabled } from './change-endpoint.ts'
import { changeRubric, rubricOf } from './change-rubric.ts'
import { changeSettings } from './change-settings.ts'
import { type DestinationAsk, findDestination } from './find-destination.ts'
import { type EndpointAsk, findEndpoint, showEndpoint } from './find-endpoint.ts'
import { previewDestination } from './map-destination.ts'
import type { Ports } from './ports.ts'
import { rotateDestination, switchDestination } from './rotate-destination.ts'
import { type Rotation, rotateEndpoint } from './rotate-endpoint.ts'
import { type AwayAsk, setAway, whoIsAway } from './set-away.ts'
import { settingsOf } from './settings-of.ts'
import { testDestination } from './test-destination.ts'
import { testEndpoint } from './test-endpoint.ts'

/** What admins set up: where leads come from, where decisions go, and how a workspace works. */
export function setUp(ports: Ports) {
  return {
    addEndpoint: (asked: NewEndpoint) => addEndpoint(ports, asked),
    editEndpoint: (ask: EndpointAsk, changesOf: Parameters<typeof editEndpoint>[2]) =>
      editEndpoint(ports, ask, changesOf),
    setEndpointDisabled: (ask: EndpointAsk, disabled: boolean) => setEndpointDisabled(ports, ask, disabled),
    rotateEndpoint: (ask: EndpointAsk, rotation: Rotation) => rotateEndpoint(ports, ask, rotation),
    removeEndpoint: (ask: EndpointAsk) => removeEndpoint(ports, ask),
    testEndpoint: (ask: EndpointAsk, scenario: Scenario) => testEndpoint(ports, ask, scenario),
    findEndpoint: (workspace: string, nameOrId: string) => findEndpoint(ports, workspace, nameOrId),
    showEndpoint: (workspace: string, nameOrId: string) => showEndpoint(ports, workspace, nameOrId),
    endpoints: ports.endpoints.list,

    addDestination: (asked: NewDestination) => addDestination(ports, asked),
    editDestination: (ask: DestinationAsk, changes: Parameters<typeof editDestination>[2]) =>
      editDestination(ports, ask, changes),
    setDestinationState: (ask: DestinationAsk, state: DestinationState) => setDestinationState(ports, ask, state),
    rotateDestination: (ask: DestinationAsk, overlapHours: number) => rotateDestination(ports, ask, overlapHours),
    switchDestination: (ask: DestinationAsk) => switchDestination(ports, ask),
    removeDestination: (ask: DestinationAsk) => removeDestination(ports, ask),
    testDestination: (ask: DestinationAsk) => testDestination(ports, ask),
    previewDestination: (destination: Destination, how: Parameters<typeof previewDestination>[2]) =>
      previewDestination(ports, destination, how),
    findDestination: (workspace: string, nameOrId: string) => findDestination(ports, workspace, nameOrId),
    destinations: ports.destinations.list,

    workspace: ports.workspaces.find,
    settings: (workspace: string) => settingsOf(ports, workspace),
    changeSettings: (asked: Parameters<typeof changeSettings>[1]) => changeSettings(ports, asked),
    setAway: (ask: AwayAsk) => setAway(ports, ask),
    whoIsAway: (workspace: string) => whoIsAway(ports, workspace),
    rubricOf: (workspace: string) => rubricOf(ports, workspace),
    changeRubric: (asked: Parameters<typeof changeRubric>[1]) => changeRubric(ports, asked),
  }
}
