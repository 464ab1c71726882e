// SPDX-License-Identifier: Apache-2.0
package polity.kernel.process;

/** Processes that tests use. */
final class Processed {

    /** Two authorities are heard at once, each within its time; objections lead to a hearing; it may be withdrawn. */
    static final String CONSULTATION = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test">
              <message id="m1" name="withdrawn"/>
              <process id="notice" isExecutable="true">
                <startEvent id="given"/>
                <sequenceFlow id="f1" sourceRef="given" targetRef="consultation"/>
                <subProcess id="consultation">
                  <startEvent id="begun"/>
                  <sequenceFlow id="c1" sourceRef="begun" targetRef="both"/>
                  <parallelGateway id="both"/>
                  <sequenceFlow id="c2" sourceRef="both" targetRef="police"/>
                  <sequenceFlow id="c3" sourceRef="both" targetRef="health"/>
                  <userTask id="police"/>
                  <userTask id="health"/>
                  <boundaryEvent id="police_silent" attachedToRef="police"><timerEventDefinition/></boundaryEvent>
                  <boundaryEvent id="health_silent" attachedToRef="health"><timerEventDefinition/></boundaryEvent>
                  <sequenceFlow id="c4" sourceRef="police_silent" targetRef="heard_police"/>
                  <sequenceFlow id="c5" sourceRef="police" targetRef="heard_police"/>
                  <sequenceFlow id="c6" sourceRef="health_silent" targetRef="heard_health"/>
                  <sequenceFlow id="c7" sourceRef="health" targetRef="heard_health"/>
                  <exclusiveGateway id="heard_police"/>
                  <exclusiveGateway id="heard_health"/>
                  <sequenceFlow id="c8" sourceRef="heard_police" targetRef="joined"/>
                  <sequenceFlow id="c9" sourceRef="heard_health" targetRef="joined"/>
                  <parallelGateway id="joined"/>
                  <sequenceFlow id="c10" sourceRef="joined" targetRef="heard"/>
                  <endEvent id="heard"/>
                </subProcess>
                <boundaryEvent id="withdrawal" attachedToRef="consultation">
                  <messageEventDefinition messageRef="m1"/>
                </boundaryEvent>
                <sequenceFlow id="f2" sourceRef="withdrawal" targetRef="gone"/>
                <endEvent id="gone"/>
                <sequenceFlow id="f3" sourceRef="consultation" targetRef="objections"/>
                <exclusiveGateway id="objections" default="unopposed"/>
                <sequenceFlow id="opposed" sourceRef="objections" targetRef="hearing">
                  <conditionExpression>steps.police = &quot;objects&quot;</conditionExpression>
                </sequenceFlow>
                <sequenceFlow id="unopposed" sourceRef="objections" targetRef="acknowledge"/>
                <userTask id="hearing"/>
                <sequenceFlow id="f4" sourceRef="hearing" targetRef="counter"/>
                <serviceTask id="counter"/>
                <sequenceFlow id="f5" sourceRef="counter" targetRef="countered"/>
                <endEvent id="countered"/>
                <serviceTask id="acknowledge"/>
                <sequenceFlow id="f6" sourceRef="acknowledge" targetRef="acknowledged"/>
                <endEvent id="acknowledged"/>
              </process>
            </definitions>
            """;

    private Processed() {}
}
