package io.ssi.migration.fire;

import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.ContainerPhase;
import io.ssi.migration.RefusedException;
import io.ssi.migration.source.RegistryRecord;
import java.util.Locale;

/** What can happen to a move. Called like the rows of the table in docs/design/migration.md. */
enum Fault {
  SOURCE_AGENT_KILLED {
    @Override
    void strike(World world) {
      world.kill(world.source());
    }
  },
  TARGET_AGENT_KILLED {
    @Override
    void strike(World world) {
      world.kill(world.target());
    }
  },
  BOTH_AGENTS_KILLED {
    @Override
    void strike(World world) {
      world.kill(world.source());
      world.kill(world.target());
    }
  },
  SOURCE_KEEPER_KILLED {
    @Override
    void strike(World world) {
      killKeeper(world.source().machine());
    }
  },
  TARGET_KEEPER_KILLED {
    @Override
    void strike(World world) {
      killKeeper(world.target().machine());
    }
  },
  LINK_CUT {
    @Override
    void strike(World world) {
      world.link().cut();
    }
  },
  LINK_STALLED {
    @Override
    void strike(World world) {
      world.link().stall();
    }
  },
  SOURCE_CRIU_KILLED {
    @Override
    void strike(World world) {
      world.source().machine().workers.forEach(FakeWorker::kill);
    }
  },
  TARGET_CRIU_KILLED {
    @Override
    void strike(World world) {
      world.target().machine().workers.forEach(FakeWorker::kill);
    }
  },
  SOURCE_CRIU_HUNG {
    @Override
    void strike(World world) {
      world.source().machine().workers.forEach(FakeWorker::hang);
    }
  },
  TARGET_CRIU_HUNG {
    @Override
    void strike(World world) {
      world.target().machine().workers.forEach(FakeWorker::hang);
    }
  },
  SOURCE_DISK_FULL {
    @Override
    void strike(World world) {
      world.source().machine().diskIsFull = true;
    }
  },
  TARGET_DISK_FULL {
    @Override
    void strike(World world) {
      world.target().machine().diskIsFull = true;
    }
  },
  IMAGE_ALTERED {
    @Override
    void strike(World world) {
      world.link().alter();
    }
  },
  PROCESS_DIES {
    @Override
    void strike(World world) {
      killProgram(world.source().machine());
      killProgram(world.target().machine());
    }
  },
  SOURCE_LEAVES {
    @Override
    void strike(World world) {
      world.source().hasQuorum = false;
      world.link().cut();
    }
  },
  TARGET_LEAVES {
    @Override
    void strike(World world) {
      world.target().hasQuorum = false;
      world.link().cut();
    }
  },
  MOVED_TWICE {
    @Override
    void strike(World world) {
      try {
        world.second(
            RegistryRecord.begin(
                world.witness().registry,
                world.asItRan(),
                world.source().machine().id,
                world.witness().machine().id,
                World.CLOCK,
                Thread::new));
      } catch (RefusedException e) {
        world.refused();
      }
    }
  },
  CHECKPOINT_BEGINS {
    @Override
    void strike(World world) {
      world.beginCheckpoint();
    }
  },
  ANSWER_OF_THE_MAP_LOST {
    @Override
    void strike(World world) {
      world.loseAnswers();
    }
  };

  /** Makes it happen; called before an effect, on the thread that is about to have it. */
  abstract void strike(World world);

  private static void killKeeper(Machine machine) {
    machine.keeper().ifPresent(keeper -> keeper.end(WaitStatus.killed(Signal.KILL)));
  }

  private static void killProgram(Machine machine) {
    boolean isThere =
        machine.keeper().filter(k -> k.state().phase() == ContainerPhase.RUNNING).isPresent();
    machine.program().filter(program -> isThere).ifPresent(Program::kill);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
