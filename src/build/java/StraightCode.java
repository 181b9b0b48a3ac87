import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.classfile.ClassFile.ACC_SYNTHETIC;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One class, with plain methods in place of the call sites that no archive holds and that each
 * start would link anew, a class or more for each: switches over types, and {@code equals} and
 * {@code hashCode} of records. They do what {@link java.lang.runtime.SwitchBootstraps} and {@link
 * java.lang.runtime.ObjectMethods} say that these do.
 */
final class StraightCode {
  private static final String SWITCHES = "java/lang/runtime/SwitchBootstraps";
  private static final String RECORDS = "java/lang/runtime/ObjectMethods";
  private static final int HASH_FACTOR = 31;

  private final ClassModel model;
  private final ClassDesc self;
  private final Map<String, Consumer<CodeBuilder>> bodies = new LinkedHashMap<>();
  private final Map<String, MethodTypeDesc> types = new LinkedHashMap<>();

  StraightCode(ClassModel model) {
    this.model = model;
    this.self = model.thisClass().asSymbol();
  }

  /** Whether a class has any such call site. */
  static boolean isFor(ClassModel model) {
    return model.findAttribute(Attributes.bootstrapMethods()).stream()
        .flatMap(attribute -> attribute.bootstrapMethods().stream())
        .map(entry -> entry.bootstrapMethod().reference().owner().asInternalName())
        .anyMatch(owner -> owner.equals(SWITCHES) || owner.equals(RECORDS));
  }

  byte[] with(ClassFile tool) {
    return tool.transformClass(
        model,
        ClassTransform.transformingMethodBodies(this::replace)
            .andThen(ClassTransform.endHandler(this::addMethods)));
  }

  private void replace(CodeBuilder code, CodeElement element) {
    Optional<Consumer<CodeBuilder>> body =
        element instanceof InvokeDynamicInstruction site ? body(site) : Optional.empty();
    if (body.isEmpty()) {
      code.with(element);
      return;
    }
    InvokeDynamicInstruction site = (InvokeDynamicInstruction) element;
    String name = site.name().stringValue() + "$" + site.invokedynamic().index();
    bodies.put(name, body.get());
    types.put(name, site.typeSymbol());
    code.invokestatic(self, name, site.typeSymbol(), isInterface());
  }

  private boolean isInterface() {
    return model.flags().has(AccessFlag.INTERFACE);
  }

  private void addMethods(ClassBuilder builder) {
    bodies.forEach(
        (name, body) ->
            builder.withMethodBody(
                name, types.get(name), ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC, body));
  }

  private Optional<Consumer<CodeBuilder>> body(InvokeDynamicInstruction site) {
    String what =
        site.invokedynamic().bootstrap().bootstrapMethod().reference().owner().asInternalName()
            + "."
            + site.name().stringValue();
    return switch (what) {
      case SWITCHES + ".typeSwitch" -> typeSwitch(site.bootstrapArgs());
      case RECORDS + ".equals" -> Optional.of(this::equalsBody);
      case RECORDS + ".hashCode" -> Optional.of(this::hashCodeBody);
      default -> Optional.empty();
    };
  }

  /** The first label from the given one on that the value is of; -1 for null. */
  private static Optional<Consumer<CodeBuilder>> typeSwitch(List<?> labels) {
    if (!labels.stream().allMatch(each -> each instanceof ClassDesc type && !type.isPrimitive())) {
      return Optional.empty();
    }
    return Optional.of(
        code -> {
          Label present = code.newLabel();
          code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
          for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            code.aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(next);
            code.loadConstant(i).ireturn().labelBinding(next);
          }
          code.loadConstant(labels.size()).ireturn();
        });
  }

  private void equalsBody(CodeBuilder code) {
    Label other = code.newLabel();
    Label unequal = code.newLabel();
    code.aload(0).aload(1).if_acmpne(other).iconst_1().ireturn().labelBinding(other);
    code.aload(1).instanceOf(self).ifeq(unequal);
    for (RecordComponentInfo part : parts()) {
      load(code.aload(0), part);
      load(code.aload(1).checkcast(self), part);
      ClassDesc type = part.descriptorSymbol();
      if (type.isPrimitive()) {
        code.invokestatic(boxed(type), "compare", MethodTypeDesc.of(CD_int, type, type));
        code.ifne(unequal);
      } else {
        MethodTypeDesc both = MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object);
        code.invokestatic(Objects.class.describeConstable().orElseThrow(), "equals", both);
        code.ifeq(unequal);
      }
    }
    code.iconst_1().ireturn().labelBinding(unequal).iconst_0().ireturn();
  }

  private void hashCodeBody(CodeBuilder code) {
    code.iconst_0();
    for (RecordComponentInfo part : parts()) {
      code.loadConstant(HASH_FACTOR).imul();
      load(code.aload(0), part);
      ClassDesc type = part.descriptorSymbol();
      ClassDesc hashing =
          type.isPrimitive() ? boxed(type) : Objects.class.describeConstable().orElseThrow();
      code.invokestatic(
          hashing, "hashCode", MethodTypeDesc.of(CD_int, type.isPrimitive() ? type : CD_Object));
      code.iadd();
    }
    code.ireturn();
  }

  private List<RecordComponentInfo> parts() {
    return model.findAttribute(Attributes.record()).orElseThrow().components();
  }

  private void load(CodeBuilder code, RecordComponentInfo part) {
    code.getfield(self, part.name().stringValue(), part.descriptorSymbol());
  }

  private static ClassDesc boxed(ClassDesc primitive) {
    Class<?> box =
        switch (primitive.descriptorString().charAt(0)) {
          case 'Z' -> Boolean.class;
          case 'B' -> Byte.class;
          case 'C' -> Character.class;
          case 'S' -> Short.class;
          case 'I' -> Integer.class;
          case 'J' -> Long.class;
          case 'F' -> Float.class;
          default -> Double.class;
        };
    return box.describeConstable().orElseThrow();
  }
}
